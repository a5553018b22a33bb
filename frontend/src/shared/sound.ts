const SECONDS = 0.35;

/** Two short tones, made here: a file would have to be loaded first. */
export function ring(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0.15;
  volume.connect(context.destination);
  for (const [order, pitch] of [880, 660].entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(context.currentTime + order * SECONDS);
    tone.stop(context.currentTime + (order + 0.8) * SECONDS);
  }
  setTimeout(() => void context.close(), 3 * SECONDS * 1000);
}
