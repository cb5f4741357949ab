// Runs in an empty page. Makes faint differences of a picture strong: in each tile, every pixel becomes as dark as it
// differs from the tile's commonest colour. Twice as large, for the reader of letters. Takes and gives a data address.
async (address) => {
  const TILE_WIDTH = 320;
  const TILE_HEIGHT = 20;
  const SCALE = 2;
  // Below this a tile is one colour and its noise.
  const FLOOR = 2;
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  for (let y = 0; y < canvas.height; y += TILE_HEIGHT) {
    for (let x = 0; x < canvas.width; x += TILE_WIDTH) {
      const tile = context.getImageData(x, y, TILE_WIDTH, TILE_HEIGHT);
      const { data } = tile;
      const counts = new Map();
      for (let i = 0; i < data.length; i += 4) {
        const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const [ground] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
      const from = [ground >> 16, (ground >> 8) & 255, ground & 255];
      const differences = new Uint8Array(data.length / 4);
      let most = 0;
      for (let i = 0; i < data.length; i += 4) {
        const d = Math.max(...from.map((value, c) => Math.abs(data[i + c] - value)));
        differences[i / 4] = d;
        most = Math.max(most, d);
      }
      for (let i = 0; i < data.length; i += 4) {
        const grey = most < FLOOR ? 255 : 255 - (differences[i / 4] * 255) / most;
        data[i] = data[i + 1] = data[i + 2] = grey;
        data[i + 3] = 255;
      }
      context.putImageData(tile, x, y);
    }
  }
  const large = document.createElement('canvas');
  [large.width, large.height] = [canvas.width * SCALE, canvas.height * SCALE];
  large.getContext('2d').drawImage(canvas, 0, 0, large.width, large.height);
  return large.toDataURL('image/png');
};
