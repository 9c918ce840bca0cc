/**
 * This script is inlined in the page and runs while the client is still loading: it connects and
 * requests the app. The client then continues with this connection, on which the answer may
 * already have arrived.
 */
import { firstHello, newInstance, openSocket, readBoot } from "./boot";
import { startTheme } from "./theme";

/** A connection that has said hello, and the frames that it has received. */
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

startTheme(); // Before anything is drawn, and before the hello tells the server the theme.
const { base } = readBoot();
const instance = newInstance();
const socket = openSocket(base);
const received: string[] = [];
// Made while the socket connects, because finding out the time zone takes a while.
const hello = JSON.stringify(firstHello(base, instance));
socket.onopen = () => socket.send(hello);
socket.onmessage = ({ data }) => received.push(data as string);
window.anewEarly = { instance, socket, received };
