const asked = new URLSearchParams(location.search).get('q');
if (asked) document.getElementById('composer').value = asked;
