from __future__ import annotations

from django.template import defaultfilters

from pendopo.foundation.ui.templatetags import kit, words


def test_no_filter_of_ours_hides_one_of_djangos():
    ours = {*words.register.filters, *kit.register.filters}
    assert not ours & set(defaultfilters.register.filters)
