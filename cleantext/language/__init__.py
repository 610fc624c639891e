"""How likely is this Chinese? One scorer with its tables, the judge of every repair."""

from cleantext.language.fold import FOLD, fold, script_table, variants
from cleantext.language.model import SCALE, Model, chinese

__all__ = ["FOLD", "SCALE", "Model", "chinese", "fold", "script_table", "variants"]
