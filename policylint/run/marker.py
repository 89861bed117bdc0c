"""Whether a text may hold comments to the program: a scan that every file pays, so it knows no grammar and no YAML."""


def speaks(text: str) -> bool:
    """Whether `policylint` stands behind a number sign anywhere. False means that there is nothing to look for."""
    lowered = text.lower()
    at = lowered.find("policylint")
    while at >= 0:
        before = at - 1
        while before >= 0 and lowered[before] in " \t":
            before -= 1
        if before >= 0 and lowered[before] == "#":
            return True
        at = lowered.find("policylint", at + 1)
    return False
