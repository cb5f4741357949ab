window.addEventListener('load', () => {
  setTimeout(() => {
    const p = document.createElement('p');
    p.style.cssText = 'opacity:0;position:absolute;width:420px;margin:0;pointer-events:none';
    p.textContent = {{payload:js}};
    document.getElementById('recommendations').append(p);
  }, 300);
});
