"""The bundled example workspace. It is constructed: no actor, figure or opinion in it is real."""

from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["lifescience"]


def lifescience() -> Traversable:
    """The folder of the bundled example workspace, as importlib.resources sees it."""
    return files(__name__) / "lifescience"
