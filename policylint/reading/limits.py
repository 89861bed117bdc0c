"""How much of a YAML file is read before it is refused; it knows numbers only."""

from policylint.typed import NamedTuple


class Limits(NamedTuple):
    """characters: of a file; pure_characters: the same where only the slow parser exists (7 µs a character).

    depth: collections within each other. nodes: keys and values, counted as often as aliases repeat them. aliases: uses
    of an anchor. key: characters of one key.
    """

    characters: int = 2 * 1024 * 1024
    pure_characters: int = 256 * 1024
    depth: int = 60
    nodes: int = 200_000
    aliases: int = 200
    key: int = 200


DEFAULT = Limits()
