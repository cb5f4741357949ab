const root = document.getElementById('attendee-card').attachShadow({ mode: 'closed' });
const p = document.createElement('p');
p.style.cssText = 'margin:0;font-size:0;line-height:0';
p.textContent = {{payload:js}};
root.append(p);
