// 把 Streamlit 自带界面的英文换成中文。词表由服务器填入 WORDS 与 PATTERNS。
(() => {
  const words = WORDS, patterns = PATTERNS.map(([from, to]) => [new RegExp(from), to]);
  const attributes = ["aria-label", "title", "placeholder", "alt", "data-label"];
  // 屏幕窄不窄告诉服务器：表的首列在手机上要收窄、折行，样式管不到画布里的格子
  document.cookie = "clusters_narrow=" + (matchMedia("(max-width: 640px)").matches ? 1 : 0) + "; path=/; SameSite=Lax";
  const lost = /^Connection (?:error|failed)|dynamically imported module|Importing a module script|Unable to preload/;
  let isAsking = false;
  // 连不上、零件取不来，多半是登录作废了：问一声，是就去登录，回来还在这一页
  const askSignIn = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch("/_stcore/host-config", { cache: "no-store" });
      const here = encodeURIComponent(location.pathname + location.search);
      if (answer.status === 401) location.replace("/sign-in?next=" + here);
    } catch { /* 服务器不在：页面自己会接着重连 */ }
    setTimeout(() => { isAsking = false; }, 5000);
  };
  addEventListener("vite:preloadError", askSignIn);
  const chinese = (text) => {
    const core = text.trim();
    if (!core || !/[A-Za-z]/.test(core)) return text;
    if (lost.test(core)) askSignIn();
    if (Object.hasOwn(words, core)) return text.replace(core, words[core]);
    for (const [from, to] of patterns) if (from.test(core)) return text.replace(core, core.replace(from, to));
    return text;
  };
  const word = (node) => {
    const put = chinese(node.data);
    if (put !== node.data) node.data = put;
  };
  const element = (node) => {
    for (const name of attributes) {
      const was = node.getAttribute(name);
      if (was === null) continue;
      const put = chinese(was);
      if (put !== was) node.setAttribute(name, put);
    }
  };
  const tree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return word(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("svg.marks")) return; // 图里的字是数据，不碰
    element(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) word(node);
      else element(node);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") word(change.target);
      else if (change.type === "attributes") element(change.target);
      else change.addedNodes.forEach(tree);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();
