//! What is due next, named random streams, and limits. Knows nothing of organisations or cyber.
