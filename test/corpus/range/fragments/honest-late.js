window.addEventListener('load', () => {
  setTimeout(() => {
    document.getElementById('live').textContent = {{payload:js}};
  }, 300);
});
