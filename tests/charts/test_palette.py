"""charts/palette.py：颜色与灯。"""

from charts import palette


def test_lights_are_told_by_glyph_and_word_and_read_on_white():
    """look.md：灯总带形状与词；对比度不低于 4.5:1。"""
    labels = [light.label for light in palette.LIGHTS.values()]
    assert labels == ["● 达序", "▲ 略缓", "■ 滞后", "○ 无法评判"]
    assert min(palette.contrast(light.colour) for light in palette.LIGHTS.values()) >= 4.5


def test_an_unknown_light_is_never_green():
    """没有灯就是无法评判。"""
    assert [palette.light(key).word for key in (None, "", "purple", float("nan"))] == ["无法评判"] * 4


def test_contrast_follows_the_published_formula():
    """WCAG 2.2：黑对白 21:1，#767676 对白 4.54:1（W3C 常引的最浅合格灰）。"""
    assert round(palette.contrast("#000000"), 2) == 21.0
    assert round(palette.contrast("#767676"), 2) == 4.54


def test_words_are_darkened_only_as_far_as_needed():
    """线可以浅，字要读得清。"""
    assert palette.legible("#1F5FA8") == "#1F5FA8"
    assert all(palette.contrast(palette.legible(colour)) >= 4.5 for colour in palette.CATEGORIES)


def test_given_colours_stay_and_no_new_name_takes_them():
    """同一集群在每张图上同色；其他与未归类是灰。"""
    chosen = palette.colours(["软件", "新集群", "其他", "未归类"], {"软件": "#1F5FA8"})
    assert chosen == {"软件": "#1F5FA8", "新集群": "#C77410", "其他": palette.OTHERS, "未归类": palette.OTHERS}
