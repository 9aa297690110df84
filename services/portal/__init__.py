"""The portal: the one way in for people, built of other services' events and answers."""
