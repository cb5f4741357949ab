// How a notice of the doors looks. Small, quiet, on top of everything; colours hold 4.5:1 in both themes.

export const NOTICE_STYLE = `
:host{all:initial!important;position:fixed!important;right:auto!important;bottom:auto!important;width:max-content!important;height:auto!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;display:block!important;visibility:visible!important;opacity:1!important;z-index:2147483647!important;pointer-events:auto!important;transform:none!important;filter:none!important;clip-path:none!important}
.box{box-sizing:border-box;width:min(500px,calc(100vw - 16px));max-height:min(420px,calc(100vh - 16px));overflow:auto;overscroll-behavior:contain;
font:400 13px/1.45 system-ui,sans-serif;letter-spacing:normal;text-align:start;color:#1d2330;background:#fff;border:1px solid #b9c0cc;border-inline-start:4px solid var(--line);border-radius:8px;box-shadow:0 6px 24px #0003;padding:12px 14px}
.box.warn{--line:#b98900}.box.block{--line:#b3261e}.box.done{--line:#2f6f4f}
.head{display:flex;gap:8px;align-items:baseline;margin:0}
.title{flex:1;margin:0;font-size:13.5px;font-weight:650}
.by{flex:none;color:#596275;font-size:11.5px}
p{margin:4px 0 0}
.muted{color:#596275}
.small{font-size:12px}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 12px;margin:8px 0 0}
dt{color:#596275}
dd{margin:0;font-family:ui-monospace,monospace;font-size:12px;overflow-wrap:anywhere;unicode-bidi:isolate}
blockquote{margin:8px 0 0;padding:6px 10px;max-height:120px;overflow:auto;background:#f3f5f8;border-radius:5px;font-family:ui-monospace,monospace;font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.choices{display:flex;flex-wrap:wrap;gap:6px;margin:11px 0 0}
button{all:unset;box-sizing:border-box;min-height:30px;padding:4px 12px;border:1px solid #8b94a5;border-radius:6px;text-align:center;cursor:pointer;font-weight:550}
button.main{color:#fff;background:#1f4f8f;border-color:#1f4f8f}
button.quiet{border-color:transparent;text-decoration:underline;text-underline-offset:2px}
button:hover{background:#eef1f6}button.main:hover{background:#173f74}
button:focus-visible,input:focus-visible{outline:2px solid #1f4f8f;outline-offset:2px}
label{display:block;margin:10px 0 0}
input{all:unset;box-sizing:border-box;display:block;width:100%;min-height:30px;margin:4px 0 0;padding:4px 8px;border:1px solid #8b94a5;border-radius:6px;background:#fff;cursor:text}
@media (prefers-color-scheme:dark){
.box{color:#e6e9ef;background:#1c212b;border-color:#495264;border-inline-start-color:var(--line)}
.box.warn{--line:#d9a520}.box.block{--line:#f2857c}.box.done{--line:#6fbf94}
.by,.muted,dt{color:#a7b0c0}
blockquote{background:#262c38}
button{border-color:#6b7588}button:hover{background:#2a3140}
button.main{color:#0d1420;background:#a9c7f0;border-color:#a9c7f0}button.main:hover{background:#c4d9f6}
button:focus-visible,input:focus-visible{outline-color:#a9c7f0}
input{background:#12161e;border-color:#6b7588}}
@media (forced-colors:active){.box{color:CanvasText;background:Canvas;border-color:CanvasText}button.main{color:ButtonText;background:ButtonFace}}
@media print{.box{display:none}}`;
