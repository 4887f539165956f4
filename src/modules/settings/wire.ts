/** What the log says about a venue: that it changed. Its settings are read by whoever may see them. */
export interface VenueRow {
  /** The venue's id. */
  readonly id: string;
  readonly version: number;
}
