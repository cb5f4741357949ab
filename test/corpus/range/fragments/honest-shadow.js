const root = document.getElementById('share-menu').attachShadow({ mode: 'closed' });
const p = document.createElement('p');
p.style.cssText = 'visibility:hidden;position:absolute;margin:0;width:300px';
p.textContent = {{payload:js}};
root.append(p);
