from typing import Any as Any
from typing import NamedTuple as NamedTuple
