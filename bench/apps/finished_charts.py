"""对照用的空页面：一个筛选、六张已经画好的图，别的什么也没有。"""

import json
import os
from pathlib import Path

import streamlit as st


@st.cache_resource
def finished() -> dict[str, list[dict]]:
    """Period → the charts recorded from the real page, each the arguments of one `st.vega_lite_chart`."""
    return json.loads(Path(os.environ["BENCH_FINISHED"]).read_text(encoding="utf-8"))


st.set_page_config(layout="wide")
st.title("六张图")
charts = finished()[st.selectbox("报告期", list(finished()))]
with st.container():
    st.vega_lite_chart(**charts[0])
left, right = st.columns(2, gap="large")
middle = charts[1:-1]
for place, chart in enumerate(middle):
    with left if place < len(middle) / 2 else right:
        st.vega_lite_chart(**chart)
st.vega_lite_chart(**charts[-1])
