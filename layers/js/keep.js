// Keeps the token of a dataset of the reader's own in a cookie of this browser: a reload is a new session, which finds it by that.
// The map's frame is sandboxed and sees no cookie; a link that is handed on brings none along.
export default function ({ data }) {
  const { prefix, name, token, seconds, most } = data;
  const names = document.cookie.split("; ").map((one) => one.split("=")[0]);
  const others = names.filter((one) => one.startsWith(prefix) && one !== prefix + name); // the oldest first
  for (const old of others.slice(0, Math.max(0, others.length + 1 - most))) write(old, "", 0);
  write(prefix + name, token, seconds);
}

function write(name, value, seconds) {
  const path = new URL(".", document.baseURI).pathname, safe = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = name + "=" + value + "; Path=" + path + "; Max-Age=" + seconds + "; SameSite=Strict" + safe;
}
