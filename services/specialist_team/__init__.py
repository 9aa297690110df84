"""The specialist team's request queue: districts ask for help, the team triages, offers and helps."""
