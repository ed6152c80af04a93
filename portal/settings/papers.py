"""The fonts of what is printed: certificates and official papers."""

from portal.settings.environment import env

# certificates: font files ("path" or "path#number in a collection"), tried for each character
NOTO = "/usr/share/fonts/opentype/noto"
CERTIFICATE_FONTS = env.list(
    "CERTIFICATE_FONTS",
    default=[
        f"{NOTO}/NotoSerifCJK-Regular.ttc#2",  # Simplified Chinese
        f"{NOTO}/NotoSansCJK-Regular.ttc#2",
        f"{NOTO}/NotoSerifCJK-Regular.ttc#0",  # Japanese: has rare characters of names
        f"{NOTO}/NotoSerifCJK-Regular.ttc#3",  # Traditional Chinese
        "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    ],
)

# official papers: names of installed fonts (GB/T 9704—2012 asks for 小标宋 and 仿宋; the fonts that
# Debian brings stand in where these are missing)
PAPER_FONTS = {
    "title": env("PAPER_TITLE_FONT", default="FZXiaoBiaoSong-B05S"),
    "body": env("PAPER_BODY_FONT", default="FangSong"),
    "number": env("PAPER_NUMBER_FONT", default="SimSun"),
}
