"""Pages whose text has to be recognised: what they lack, and how they are read all the same."""
