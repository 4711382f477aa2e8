'use strict';

/* On the provider that is already there, as a library would be. */
const { task } = require('everspan');

const attributes = { 'shop.item': 'book' };

module.exports = { wrap: (name, fn) => task.wrap({ name, attributes }, fn) };
