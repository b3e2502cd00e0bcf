"""The example region: messy workbooks as many organisations would send them, and the truth apart.

`make_region` writes both; `frame` tells what a region's office knows before anyone has answered.
Everything drawn comes from one seed; nothing reads the clock, the locale or the network.
"""

from example.region import make_region
from example.write import Manifest

__all__ = ["Manifest", "make_region"]
