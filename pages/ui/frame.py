"""框架：页面目录、演示与历史提示、页脚。每次打开任何一页都先经过这里。"""

from pathlib import Path

import streamlit as st

from access.matrix import PAGES as PERMITTED
from etl.words import _
from metrics.disclosure.lost import RecordLostError
from pages.ui import cached
from pages.ui.filters import ARRIVING
from pages.ui.header import SOURCE
from pages.ui.links import PAGES
from pages.ui.notices import page_footer, page_notices
from pages.ui.prepared import NotPreparedError
from pages.ui.viewer import admit, may
from pages.ui.waiting import stop_at, wait_until_prepared

HERE = Path(__file__).resolve().parent
TITLES = {name: title for name, (title, _rights) in PERMITTED.items()}
LAST, AGAIN = "last_page", "run_again_for"

st.set_page_config(page_title=_("产业一网通览"), layout="wide")  # 图标由外壳给，不必每次重读
user = admit()
allowed = [name for name in TITLES if any(may(user, right) for right in PERMITTED[name][1])]  # 真正的门在取数那里
if not allowed:
    st.warning(_("这个账号没有可以看的页面；请找管理员。"))
    st.stop()
home, files = allowed[0], {name: HERE.parent / f"{name}.py" for name in allowed}
pages = {name: st.Page(files[name], title=TITLES[name]) for name in allowed if name != home}
if home == "overview":  # 它的名字由服务器转到首页
    pages = {home: st.Page(files[home], title=TITLES[home], default=True)} | pages
    spare = []
else:  # 管理员的首页是留痕：它自己的名字也要打得开，另立一个不列出来的
    pages = {home: st.Page(files[home], title=TITLES[home], url_path="home", default=True)} | pages
    spare = [st.Page(files[home], title=TITLES[home], visibility="hidden")]
page = st.navigation([*pages.values(), *spare], position="top")
st.session_state[PAGES] = pages
st.session_state[ARRIVING] = st.session_state.get(LAST) != page.url_path
st.session_state[LAST] = page.url_path

st.session_state[SOURCE] = origin = cached.source()
try:
    page_notices(origin)
    body = st.container()
    page_footer(origin, user)  # 先画页脚：页面半途停下时它也在
    with body:
        try:
            page.run()
        except NotPreparedError:  # 填报员的页面：自己的照看，要全区的数时才等
            wait_until_prepared(origin)
        except RecordLostError as error:
            stop_at(error)
except cached.ChangedError:  # 刚收了、撤了一份：从头再来，不把两版拼成一页
    if st.session_state.get(AGAIN) != origin.version:
        st.session_state[AGAIN] = origin.version
        st.rerun()
    st.info(_("数据正在更新，请过一会儿刷新。"))
