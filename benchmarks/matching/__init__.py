"""How well documents are matched to criteria: real assignments by officials, and generated folders of near misses."""
