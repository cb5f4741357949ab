// Whether a program drives this browser. Browsers say so of those that use their automation interfaces (WebDriver, section
// 4 "navigator.webdriver"), as agents that drive a browser from outside do. An agent inside the browser, or one that works
// the mouse of the device, shows nothing: false means that nothing was seen.

/** True where the browser itself says that a program drives it. The page's own copy of the property is not asked. */
export const drivenByProgram = (): boolean => navigator.webdriver;
