import pytest


@pytest.fixture
def media(settings, tmp_path):
    """An empty folder for stored files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def stored_files(media):
    """The names of what is stored, without the lock and the folder of unfinished files."""
    return lambda: sorted(path.relative_to(media).as_posix() for path in media.glob("??/??/*"))
