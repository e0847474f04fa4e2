// @ts-check
// Sounds of this device: on unless somebody here turned them off, and remembered.

/** @type {AudioContext | undefined} */
let audio;

export const sound = {
  get isOn() {
    return localStorage.getItem("sound") !== "off";
  },
  set isOn(on) {
    localStorage.setItem("sound", on ? "on" : "off");
    document.dispatchEvent(new Event("sound"));
  },
  /** Browsers let a page sound only after a tap. */
  get isAwake() {
    return audio?.state === "running";
  },
};

document.addEventListener("click", () => {
  audio ??= new AudioContext();
  audio.resume().then(() => document.dispatchEvent(new Event("sound")));
});

/** @param {number} hertz @param {number} times */
export function tone(hertz, times) {
  if (!sound.isOn) return;
  // Browsers refuse it, and complain, before the first tap.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(200);
  if (!audio || audio.state !== "running") return;
  for (let i = 0; i < times; i++) {
    const note = audio.createOscillator();
    const gain = audio.createGain();
    note.frequency.value = hertz;
    gain.gain.value = 0.25;
    note.connect(gain).connect(audio.destination);
    note.start(audio.currentTime + i * 0.25);
    note.stop(audio.currentTime + i * 0.25 + 0.16);
  }
}
