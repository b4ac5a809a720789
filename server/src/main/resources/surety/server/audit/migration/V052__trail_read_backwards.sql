-- The trail's pages go back in time through the order of the primary key and stop after so many entries, whatever they
-- look for. The indexes by accessor served one filter of many, and each entry paid for them. Those of the days go with
-- them.
DROP INDEX audit.access_accessor;
DROP INDEX audit.change_accessor;
