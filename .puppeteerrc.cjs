// The browser comes from the system (tools/setup.mjs); puppeteer must not download one of its own at install time.
module.exports = { skipDownload: true };
