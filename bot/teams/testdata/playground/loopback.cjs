// Makes a server that names a port and no address listen on this machine alone.
const net = require("net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number" || typeof port === "string" ? listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...rest) : listen.call(this, port, ...rest);
};
