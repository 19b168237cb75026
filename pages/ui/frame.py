"""框架：页面目录、演示与历史提示、页脚。每次打开任何一页都先经过这里。"""

from pathlib import Path

import streamlit as st

from access.matrix import PAGES as PERMITTED
from etl.words import _
from pages.ui import cached
from pages.ui.filters import ARRIVING
from pages.ui.header import SOURCE
from pages.ui.links import PAGES
from pages.ui.notices import page_footer, page_notices
from pages.ui.prepared import NotPreparedError
from pages.ui.viewer import admit, may
from pages.ui.waiting import wait_until_prepared

HERE = Path(__file__).resolve().parent
TITLES = {name: title for name, (title, _rights) in PERMITTED.items()}
LAST = "last_page"

st.set_page_config(page_title=_("产业一网通览"), layout="wide")  # 图标由外壳给，不必每次重读
user = admit()
allowed = [name for name in TITLES if any(may(user, right) for right in PERMITTED[name][1])]  # 真正的门在取数那里
if not allowed:
    st.warning(_("这个账号没有可以看的页面；请找管理员。"))
    st.stop()
pages = {name: st.Page(HERE.parent / f"{name}.py", title=TITLES[name], default=name == allowed[0]) for name in allowed}
page = st.navigation(list(pages.values()), position="top")
st.session_state[PAGES] = pages
st.session_state[ARRIVING] = st.session_state.get(LAST) != page.url_path
st.session_state[LAST] = page.url_path

st.session_state[SOURCE] = origin = cached.source()
page_notices(origin)
body = st.container()
page_footer(origin, user)  # 先画页脚：页面半途停下时它也在
with body:
    try:
        page.run()
    except NotPreparedError:  # 填报员的页面：自己的照看，要全区的数时才等
        wait_until_prepared(origin)
