/** Starts the page. */
import { render } from 'preact';
import { App } from './app';
import { applyTheme, storedTheme } from './frame/theme';

applyTheme(storedTheme());
const place = document.getElementById('page');
if (place !== null) render(<App />, place);
