"""Lists of persons as files: one asks, a second person allows it, the file is the asker's alone and is gone in a day.

Red line 7. An app declares what can be handed out (`kinds.declare`); who asks and who allows is told by roles in the
unit that keeps the data.
"""
