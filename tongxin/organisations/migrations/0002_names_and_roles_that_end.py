
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_once',
        ),
        migrations.RemoveConstraint(
            model_name='unitname',
            name='unit_name_once',
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'unit', 'role'), name='membership_once'),
        ),
        migrations.AddConstraint(
            model_name='unitname',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'official')), fields=('unit',), name='unit_name_one_official'),
        ),
        migrations.AddConstraint(
            model_name='unitname',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'former'), _negated=True), fields=('unit', 'name'), name='unit_name_once'),
        ),
        migrations.AddConstraint(
            model_name='unitname',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='unit_name_ends_after_start'),
        ),
    ]
