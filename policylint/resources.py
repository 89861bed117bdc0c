"""Where the data files of the program are: inside an installed wheel, or at the top of a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from policylint.errors import SetupError


def data_dir(kind: str) -> Traversable:
    """The folder `schemas` or `checks`, wherever this program was started from.

    The wheel's copy comes first: the other order would pick up a stray folder beside `site-packages/policylint`.
    The lookup goes through the package, never through `policylint._data` as a module, so that a clone and an
    editable install work too.

    Raises SetupError when neither exists, which means a broken installation.
    """
    shipped = files("policylint") / "_data" / kind
    if shipped.is_dir():
        return shipped
    checkout = Path(__file__).resolve().parent.parent / kind
    if checkout.is_dir():
        return checkout
    raise SetupError(
        f"the folder {kind!r} of the program is missing",
        remedy="install policylint again: pip install --force-reinstall policylint",
    )
