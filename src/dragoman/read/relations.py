"""Ties."""
def find_relations(parse, cast, actors, attributions):
    return ()
