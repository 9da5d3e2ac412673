from tongxin.places.models.homes import HomeCriterion, HomeEvidence, HomeFund
from tongxin.places.models.hours import Closure, OpeningHours
from tongxin.places.models.notable import Notable, NotableHouse, NotableStatement
from tongxin.places.models.place import DistrictOutline, Place, PlaceFeature, PlaceKind, PlacePicture
from tongxin.places.models.restoration import Restoration, RestorationPair, RestorationStage
from tongxin.places.models.walk import Walk, WalkStop

__all__ = [
    "Closure",
    "DistrictOutline",
    "HomeCriterion",
    "HomeEvidence",
    "HomeFund",
    "Notable",
    "NotableHouse",
    "NotableStatement",
    "OpeningHours",
    "Place",
    "PlaceFeature",
    "PlaceKind",
    "PlacePicture",
    "Restoration",
    "RestorationPair",
    "RestorationStage",
    "Walk",
    "WalkStop",
]
