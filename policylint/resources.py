"""Where the data files of the program are: inside an installed wheel, or at the top of a checkout.

Every start comes through here, so paths are plain text: `importlib.resources` and `pathlib` cost more than reading
does.
"""

import os

from policylint.errors import SetupError

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def data_dir(kind: str) -> str:
    """The folder `schemas` or `checks`, wherever this program was started from.

    The wheel's copy comes first: the other order would pick up a stray folder beside the installed package. An editable
    install leaves a copy of the data elsewhere, which this does not see.

    Raises SetupError when neither exists, which means a broken installation.
    """
    shipped = os.path.join(_PACKAGE, "_data", kind)
    if os.path.isdir(shipped):
        return shipped
    checkout = os.path.join(os.path.dirname(_PACKAGE), kind)
    if os.path.isdir(checkout):
        return checkout
    raise SetupError(
        f'the folder "{kind}" of the program is missing',
        remedy="Install policylint again: pip install --force-reinstall policylint.",
    )


def read_data(kind: str, name: str) -> bytes | None:
    """The content of a data file such as ("schemas", "policy.schema.json"); None when there is no such file."""
    try:
        with open(os.path.join(data_dir(kind), name), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def read_text(kind: str, name: str) -> str:
    """The text of a data file that must be there, with plain line ends. Raises SetupError when it is not."""
    content = read_data(kind, name)
    if content is None:
        raise SetupError(
            f'the file "{kind}/{name}" of the program is missing',
            remedy="Install policylint again: pip install --force-reinstall policylint.",
        )
    return content.decode("utf-8").replace("\r\n", "\n")
