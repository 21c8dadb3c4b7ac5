/**
 * Where a phase's workflow says where its chain stands, whenever that changes. Nobody listens while it runs; a replay does, to tell the state
 * after each turn. A sink takes no part in what a workflow decides and leaves nothing in its history.
 */
export type StandingSinks = {
  standing: {
    /** `state`: the chain's, as an activity answered it. */
    stands(state: object): void;
  };
};
