"""A first pack of one's own, which works as it is: one check, with its examples. Knows no disk."""

import re

from policylint.errors import InputError

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

HEAD = """\
# A pack of checks of our own. `policylint lint --pack {use}` uses it, or `packs:` in .policylint.yaml.
id: {name}
title: {title}
version: "0.1"
description: |
  What we ask of our own policies beyond what the law and good practice ask.
jurisdictions: []               # every policy; [US-WA] would be those of Washington State
"""

CHECK = """\
# `policylint pack test {use}` runs the examples below. docs/check-format.md explains every line.
id: {check}
title: live streams from official accounts are not addressed
group: content
question: May staff stream live from an official account?
assert:
  covered:                      # every everyday case of this box is settled ...
    within: {{who: employee, activity: livestream, account: official}}
    naming: [activity]          # ... by a clause that says something about live streams
severity: {{silent: warning, partial: warning, general: note, delegated: note, advised: note, excluded: note}}
why: |
  A live stream cannot be checked before it is public.
remedy: |
  Say who may stream live from the official accounts, or that nobody may.
example-fix: |
  - id: live-streams
    forbid:
      who: employee
      activity: livestream
      account: official
    unless:
      - approval:
          by: communications-director
    text: Employees stream live from official accounts only if the communications director agrees.
authorities: []                 # `policylint authorities` lists the sources that can be cited
backing: good-practice
since: "0.1"
examples:
  fires:
    - name: nothing about live streams
      policy: |
        policylint: 1
        policy:
          id: example-city
          title: Social media policy
          agency: Example City
          jurisdiction: US-WA
        clauses:
          - id: courtesy
            state: principle
            text: Be courteous online.
      finds:
        - {{at: /clauses, grade: silent, witness: {{activity: livestream}}}}
  quiet:
    - name: the clause to paste
      policy: |
        policylint: 1
        policy:
          id: example-city
          title: Social media policy
          agency: Example City
          jurisdiction: US-WA
        clauses:
          - id: live-streams
            forbid:
              who: employee
              activity: livestream
              account: official
            unless:
              - approval:
                  by: communications-director
            text: Employees stream live from official accounts only if the communications director agrees.
"""


def new_pack(name: str, *, folder: bool) -> dict[str, str]:
    """The files of a new pack, by their paths: one file, or a folder with a file for each check.

    name: its id. Raises InputError for a name that no pack can have.
    """
    if not NAME.fullmatch(name):
        raise InputError(
            f'"{name}" cannot be the name of a pack',
            remedy="Take small letters, digits and hyphens, such as riverton-house-rules.",
        )
    check = f"{name}-live-streams-unaddressed"
    title = f"House rules of {' '.join(word.capitalize() for word in name.split('-'))}"
    use = f"./{name}" if folder else f"{name}.yaml"
    words = {"name": name, "title": title, "use": use, "check": check}
    if folder:
        return {f"{name}/pack.yaml": HEAD.format(**words), f"{name}/{check}.yaml": CHECK.format(**words)}
    first, *rest = CHECK.format(**words).splitlines()
    entry = [f"  {first}", f"  - {rest[0]}", *(f"    {line}" if line else "" for line in rest[1:])]
    return {f"{name}.yaml": HEAD.format(**words) + "checks:\n" + "\n".join(entry) + "\n"}
