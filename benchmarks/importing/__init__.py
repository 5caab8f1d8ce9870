"""How right an import of the official papers is: codes, names, points, and the lines drafted from them."""
