"""How right handwritten numbers and days are read: what confidence is worth, crops cut by eye, failures by cause."""
