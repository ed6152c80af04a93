"""The page of an official document: GB/T 9704—2012, sections 5 and 7. Millimetres unless named."""

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, LEFT = 37, 28
TYPE_WIDTH, TYPE_HEIGHT = 156, 225
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - TYPE_WIDTH, PAGE_HEIGHT - TOP - TYPE_HEIGHT
LINES, CHARACTERS = 22, 28
"""Of one full page, and of one full line."""
BODY_POINTS = 16
"""三号; the title is 二号, the page number 四号."""
TITLE_POINTS, NUMBER_POINTS, MARK_POINTS = 22, 14, 32
NUMBER_BELOW = 7
"""The page number stands so far below the type area."""
POINTS_PER_MM = 72 / 25.4
LINE_POINTS = TYPE_HEIGHT / LINES * POINTS_PER_MM
"""The height of a line."""
SPACING_POINTS = TYPE_WIDTH / CHARACTERS * POINTS_PER_MM - BODY_POINTS - 0.02
"""What is added between two characters (it is less than nothing) so that 28 fill the line; a
little less, or rounding would push the last one over the edge."""
RED = "C00000"
