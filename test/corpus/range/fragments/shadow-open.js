const root = document.getElementById('related-card').attachShadow({ mode: 'open' });
const p = document.createElement('p');
p.style.cssText = 'visibility:hidden;position:absolute;margin:0;width:400px';
p.textContent = {{payload:js}};
root.append(p);
