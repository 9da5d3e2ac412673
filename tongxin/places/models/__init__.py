from tongxin.places.models.homes import HomeCriterion, HomeEvidence, HomeFund
from tongxin.places.models.hours import Closure, OpeningHours
from tongxin.places.models.place import DistrictOutline, Place, PlaceFeature, PlaceKind, PlacePicture
from tongxin.places.models.restoration import Restoration, RestorationPair, RestorationStage

__all__ = [
    "Closure",
    "DistrictOutline",
    "HomeCriterion",
    "HomeEvidence",
    "HomeFund",
    "OpeningHours",
    "Place",
    "PlaceFeature",
    "PlaceKind",
    "PlacePicture",
    "Restoration",
    "RestorationPair",
    "RestorationStage",
]
