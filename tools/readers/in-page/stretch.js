// Runs in an empty page. Makes faint letters of a picture strong: colours of long runs are ground and become white, all
// else becomes as dark as it differs from the nearest ground colour, measured by the strongest difference in its tile.
// Twice as large, for the recogniser of letters. Takes a data address and gives one.
async (address) => {
  const TILE_WIDTH = 160;
  const TILE_HEIGHT = 20;
  const SCALE = 2;
  // Longer than the bar of any letter of running text.
  const GROUND_RUN = 20;
  // Below this a difference is noise.
  const FLOOR = 2;
  const image = new Image();
  image.src = address;
  await image.decode();
  const { width, height } = image;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const picture = context.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const opaque = (grey) => (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0;

  // Colours of long runs, by tile.
  const across = Math.ceil(width / TILE_WIDTH);
  const grounds = Array.from({ length: across * Math.ceil(height / TILE_HEIGHT) }, () => new Set());
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const tiles = Math.floor(y / TILE_HEIGHT) * across;
    for (let x = 0; x < width;) {
      let end = x + 1;
      while (end < width && pixels[row + end] === pixels[row + x]) end += 1;
      const last = Math.floor((end - 1) / TILE_WIDTH);
      if (end - x >= GROUND_RUN) {
        for (let tile = Math.floor(x / TILE_WIDTH); tile <= last; tile += 1) grounds[tiles + tile].add(pixels[row + x]);
      }
      x = end;
    }
  }

  const channel = (colour, shift) => (colour >>> shift) & 255;
  const difference = (a, b) => Math.max(...[0, 8, 16].map((shift) => Math.abs(channel(a, shift) - channel(b, shift))));
  const stretchTile = (left, top) => {
    const tile = Math.floor(top / TILE_HEIGHT) * across + Math.floor(left / TILE_WIDTH);
    // The ground of a line of text shows above and below it.
    const around = [-across, 0, across].flatMap((step) => [...(grounds[tile + step] ?? [])]);
    const known = new Map(around.map((colour) => [colour, 0]));
    const from = [...known.keys()];
    const darkness = (colour) => {
      if (!known.has(colour)) known.set(colour, Math.min(...from.map((ground) => difference(colour, ground))));
      return known.get(colour);
    };
    const places = [];
    for (let y = top; y < Math.min(height, top + TILE_HEIGHT); y += 1) {
      for (let x = left; x < Math.min(width, left + TILE_WIDTH); x += 1) places.push(y * width + x);
    }
    const most = from.length === 0 ? 0 : places.reduce((best, at) => Math.max(best, darkness(pixels[at])), 0);
    const grey = (colour) => (most < FLOOR ? 255 : 255 - Math.round((darkness(colour) * 255) / most));
    return places.map((at) => [at, opaque(grey(pixels[at]))]);
  };
  const written = [];
  for (let top = 0; top < height; top += TILE_HEIGHT) {
    for (let left = 0; left < width; left += TILE_WIDTH) written.push(stretchTile(left, top));
  }
  for (const tile of written) for (const [at, colour] of tile) pixels[at] = colour;
  context.putImageData(picture, 0, 0);
  const large = document.createElement('canvas');
  [large.width, large.height] = [width * SCALE, height * SCALE];
  large.getContext('2d').drawImage(canvas, 0, 0, large.width, large.height);
  return large.toDataURL('image/png');
};
