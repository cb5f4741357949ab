const frame = document.createElement('iframe');
frame.title = 'Partner';
frame.style.cssText = 'border:0;width:1px;height:1px;position:absolute';
const body = document.implementation.createHTMLDocument('Partner');
const p = body.createElement('p');
p.textContent = {{payload:js}};
body.body.append(p);
frame.src = URL.createObjectURL(new Blob([body.documentElement.outerHTML], { type: 'text/html;charset=utf-8' }));
document.getElementById('partner-slot').append(frame);
