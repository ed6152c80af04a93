// Keys, slip numbers and codes made in the browser, by the same rules as on the server.
"use strict";

window.Station = {};

(() => {
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's, without U
  const TEMPORARY = 12; // digits of a slip number given out without a network
  const PRINTED = 9;
  const CODE = 12; // characters: 60 bits

  const bytes = (count) => crypto.getRandomValues(new Uint8Array(count));

  // ISO/IEC 7064 MOD 11,10: the state after the digits before the check digit.
  const state = (digits) => {
    let check = 5;
    for (const digit of digits) {
      check = ((((check || 10) * 2) % 11) + Number(digit)) % 10;
    }
    return check;
  };
  const checkDigit = (digits) => String((1 - (((state(digits) || 10) * 2) % 11) + 20) % 10);

  const isNumber = (digits, length) =>
    digits.length === length && checkDigit(digits.slice(0, -1)) === digits.slice(-1);

  // 250 is the largest multiple of 10 that a byte can hold: no digit is likelier than another.
  const digit = () => {
    for (;;) {
      const [one] = bytes(1);
      if (one < 250) return String(one % 10);
    }
  };

  const key = () => {
    const raw = bytes(16);
    raw[6] = (raw[6] & 0x0f) | 0x40;
    raw[8] = (raw[8] & 0x3f) | 0x80;
    const hex = [...raw].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const number = () => {
    const digits = Array.from({ length: TEMPORARY - 1 }, digit).join("");
    return digits + checkDigit(digits);
  };

  const code = () => {
    const plain = [...bytes(CODE)].map((byte) => ALPHABET[byte % 32]).join("");
    return plain.match(/.{4}/g).join("-");
  };

  const shown = (digits) =>
    [digits.slice(0, 4), digits.slice(4, 8), digits.slice(8)].filter(Boolean).join("-");
  const plain = (text) => text.normalize("NFKC").replace(/\D/g, "");

  Station.numbers = {
    key,
    number,
    code,
    shown,
    isPrinted: (text) => isNumber(plain(text), PRINTED),
    checkDigit,
  };
})();
