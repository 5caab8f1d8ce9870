"""How the recogniser of handwritten digits is made: written scenes, the network, its training and its measurement."""
