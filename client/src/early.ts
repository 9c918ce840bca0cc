/**
 * Stands in the page itself, and runs while the client is still on its way: it asks for the app.
 * The answer is there when the client is, which goes on with this very connection.
 */
import { firstHello, newInstance, openSocket, readBoot } from "./boot";
import { startTheme } from "./theme";

/** A connection that has said hello, and what came on it. */
export interface Early {
  readonly instance: string;
  readonly socket: WebSocket;
  readonly received: readonly string[];
}

declare global {
  interface Window {
    anewEarly?: Early | undefined;
  }
}

startTheme(); // Before anything is seen, and before the server is told of it.
const { base } = readBoot();
const instance = newInstance();
const socket = openSocket(base);
const received: string[] = [];
// Made while the socket connects: to ask for the time zone takes a while.
const hello = JSON.stringify(firstHello(base, instance));
socket.onopen = () => socket.send(hello);
socket.onmessage = ({ data }) => received.push(data as string);
window.anewEarly = { instance, socket, received };
