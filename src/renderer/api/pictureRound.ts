/** Pictures that could not be shown are asked for again once the way to them is open. */
import { create } from 'zustand';

interface PictureRound {
  /** Another one each time that pictures may be there which were not. */
  readonly round: number;
}

const usePictures = create<PictureRound>(() => ({ round: 0 }));

export function usePictureRound(): number {
  return usePictures((state) => state.round);
}

export function askForPicturesAgain(): void {
  usePictures.setState(({ round }) => ({ round: round + 1 }));
}
