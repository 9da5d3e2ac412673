from tongxin.places.models.hours import Closure, OpeningHours
from tongxin.places.models.place import DistrictOutline, Place, PlaceFeature, PlaceKind, PlacePicture

__all__ = ["Closure", "DistrictOutline", "OpeningHours", "Place", "PlaceFeature", "PlaceKind", "PlacePicture"]
